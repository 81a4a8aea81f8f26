package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class TransactionScopeScriptedIT extends TransactionScopeContract implements OnScripted {}
