using System.Reflection;
using Alerting;

// For those who look at the assembly from outside; code reads AwsPackagesChoice.Taken, which needs no reflection.
[assembly: AssemblyMetadata("AwsPackages", AwsPackagesChoice.Taken)]
