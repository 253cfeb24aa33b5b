namespace Alerting.Logs.Stacks;

/// <summary>The frames of runtimes and well-known libraries, which say little about the failure.</summary>
internal static class LibraryFrames
{
    private static readonly byte[][] Functions =
    [
        [.. "System."u8], [.. "Microsoft."u8], [.. "Amazon.Lambda."u8], [.. "java."u8], [.. "javax."u8],
        [.. "jdk."u8], [.. "sun."u8], [.. "com.sun."u8], [.. "kotlin."u8], [.. "scala."u8],
        [.. "org.springframework."u8], [.. "org.apache."u8], [.. "org.hibernate."u8], [.. "com.amazonaws."u8],
        [.. "software.amazon."u8], [.. "io.netty."u8], [.. "reactor."u8], [.. "runtime."u8], [.. "net/http."u8],
        [.. "reflect."u8], [.. "testing."u8], [.. "panic"u8], [.. "github.com/aws/"u8], [.. "node:"u8],
        [.. "Module."u8], [.. "process."u8], [.. "Promise."u8], [.. "Object.<anonymous>"u8], [.. "std::"u8],
        [.. "core::"u8], [.. "tokio::"u8],
    ];

    private static readonly byte[][] Paths =
    [
        [.. "site-packages/"u8], [.. "node_modules/"u8], [.. "(node:"u8], [.. "(internal/"u8], [.. "at node:"u8],
        [.. "/lib/python"u8], [.. "/var/runtime/"u8], [.. "<frozen"u8], [.. "/gems/"u8], [.. "/vendor/"u8],
        [.. "/usr/local/go/"u8],
    ];

    /// <summary>Whether the frame belongs to a runtime or a library, not to the program itself.</summary>
    public static bool Includes(ReadOnlySpan<byte> line, ReadOnlySpan<byte> function)
    {
        foreach (var prefix in Functions)
        {
            if (function.StartsWith(prefix))
            {
                return true;
            }
        }

        foreach (var place in Paths)
        {
            if (line.IndexOf(place) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
