namespace Amazon.SimpleNotificationService.Model;

/// <summary>Collections start as null, unless the SDK is configured to initialize them.</summary>
internal static class Collections
{
    public static T Initial<T>()
        where T : class, new() => AWSConfigs.InitializeCollections ? new T() : null;
}
