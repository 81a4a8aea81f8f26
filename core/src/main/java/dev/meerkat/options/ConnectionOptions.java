package dev.meerkat.options;
import java.time.Duration; import java.util.*; import com.mongodb.*;
/** S. */
public final class ConnectionOptions {
 final Builder b; ConnectionOptions(Builder b){this.b=b;}
 public String uri(){return b.uri;} public ReadPreference readPreference(){return ReadPreference.primary();} public boolean readOnly(){return false;}
 public Duration serverSelectionTimeout(){return b.sel;} public Duration heartbeatFrequency(){return Duration.ofSeconds(10);} public Duration closeGrace(){return Duration.ofSeconds(10);} public Duration bufferTimeout(){return Duration.ofSeconds(15);}
 public Optional<Duration> startupTimeout(){return Optional.of(Duration.ofSeconds(60));} public Startup startup(){return b.startup;} public RetryPolicy retry(){return new RetryPolicy();}
 public boolean bufferCommands(){return true;} public int maxBuffered(){return 1000;} public boolean signals(){return false;} public String database(){return "test";}
 public int maxPoolSize(){return b.max;}
 public Set<String> differences(ConnectionOptions o){return o.b.uri.equals(b.uri)?Set.of():Set.of("uri");} public Builder toBuilder(){return b;} public static Builder builder(){return new Builder();}
 /** S. */ public static final class Builder { String uri=""; int max=100; Duration sel=Duration.ofSeconds(30); Startup startup=Startup.REQUIRED; public Builder uri(String u){uri=u;return this;} public Builder maxPoolSize(int m){max=m;return this;} public Builder serverSelectionTimeout(Duration d){sel=d;return this;} public Builder startup(Startup s){startup=s;return this;} public ConnectionOptions build(){return new ConnectionOptions(this);} }
}
