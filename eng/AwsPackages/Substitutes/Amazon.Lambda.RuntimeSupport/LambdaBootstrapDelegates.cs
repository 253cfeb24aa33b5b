namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Answers one invocation.</summary>
/// <remarks>See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.</remarks>
public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

/// <summary>Runs before the first invocation is asked for; false means that none shall be.</summary>
/// <remarks>See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.</remarks>
public delegate Task<bool> LambdaBootstrapInitializer();
