namespace Alerting.Logs.Tests;

public class BoundaryTests
{
    [Fact]
    public void Log_lines_depend_on_nothing_but_the_runtime() =>
        typeof(LogClassifier).Assembly.GetReferencedAssemblies()
            .ShouldAllBe(assembly => assembly.Name!.StartsWith("System", StringComparison.Ordinal));
}
