using System.Text.Json.Serialization;

namespace AwsPackages.SampleFunction;

/// <summary>What to do, and with which text.</summary>
internal sealed record SampleOrder(string Do, string Text);

/// <summary>The answer.</summary>
internal sealed record SampleAnswer(string Text);

[JsonSerializable(typeof(SampleOrder))]
[JsonSerializable(typeof(SampleAnswer))]
internal sealed partial class SampleJson : JsonSerializerContext;
