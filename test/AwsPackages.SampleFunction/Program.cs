using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using AwsPackages.SampleFunction;

var serializer = new SourceGeneratorLambdaJsonSerializer<SampleJson>();
using var bootstrap = LambdaBootstrapBuilder
    .Create<SampleOrder, SampleAnswer>(Sample.HandleAsync, serializer)
    .UseBootstrapHandler(Sample.InitializeAsync)
    .Build();
await bootstrap.RunAsync();
