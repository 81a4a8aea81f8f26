package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class SharedDeploymentExternalIT extends SharedDeploymentContract implements OnExternal {}
