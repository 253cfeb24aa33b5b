namespace Alerting;

/// <summary>Which AWS packages this build was made with: <c>official</c> or <c>substitutes</c>.</summary>
public static class AwsPackagesChoice
{
    /// <summary>The value of the build property <c>AwsPackages</c>.</summary>
    public const string Taken = "substitutes";
}
