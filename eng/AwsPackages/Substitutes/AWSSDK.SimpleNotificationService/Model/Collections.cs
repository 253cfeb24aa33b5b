namespace Amazon.SimpleNotificationService.Model;

/// <summary>Collections are null until somebody sets them, unless the SDK is told to start them empty.</summary>
internal static class Collections
{
    public static T Initial<T>()
        where T : class, new() => AWSConfigs.InitializeCollections ? new T() : null;
}
