using System.Reflection;
using Alerting;

// For tools that inspect the assembly. Code uses AwsPackagesChoice.Taken, which needs no reflection.
[assembly: AssemblyMetadata("AwsPackages", AwsPackagesChoice.Taken)]
