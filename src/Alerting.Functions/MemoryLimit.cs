using System.Globalization;

namespace Alerting.Functions;

/// <summary>
/// Limits the garbage collector to the memory of the function. It sees only the machine's, and would let garbage grow
/// until Lambda ends the process.
/// </summary>
/// <remarks>https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit</remarks>
internal static class MemoryLimit
{
    private const string FunctionMemory = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

    /// <summary>For the executable, TLS, and threads.</summary>
    private const ulong Reserve = 64;

    public static void Set(Func<string, string?> environment)
    {
        if (!ulong.TryParse(environment(FunctionMemory), NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            || all < 2 * Reserve)
        {
            return;
        }
        AppContext.SetData("GCHeapHardLimit", (all - Reserve) * 1024 * 1024);
        GC.RefreshMemoryLimit();
    }
}
