namespace Amazon.Lambda.Core;

/// <summary>
/// Names the serializer of a class library's handlers. An executable passes its serializer to the bootstrap instead.
/// See https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, AllowMultiple = false)]
public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
{
    public Type SerializerType { get; set; } = serializerType;
}
