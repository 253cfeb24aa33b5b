using System.Text.Json.Serialization;

namespace AwsPackages.SampleFunction;

internal sealed record SampleOrder(string Do, string Text);

internal sealed record SampleAnswer(string Text);

[JsonSerializable(typeof(SampleOrder))]
[JsonSerializable(typeof(SampleAnswer))]
internal sealed partial class SampleJson : JsonSerializerContext;
