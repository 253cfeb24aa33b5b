using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>A Cognito identity for tests.</summary>
public class TestCognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; set; }

    public string IdentityPoolId { get; set; }
}
