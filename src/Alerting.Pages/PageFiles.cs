using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Alerting.Pages;

/// <summary>The files of a page: its own, and the modules that both pages share.</summary>
/// <param name="own">The assembly with the page's own files, whose names begin with <c>page/</c>.</param>
internal sealed class PageFiles(Assembly own)
{
    private const string Folder = "page/";

    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Tag)?> _files = new(StringComparer.Ordinal);

    /// <summary>Whether there is such a file.</summary>
    public async Task<bool> TrySendAsync(HttpContext context, string name)
    {
        if (_files.GetOrAdd(name, Read) is not { } file)
            return false;
        context.Response.Headers.ETag = file.Tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            context.Response.StatusCode = 304;
            return true;
        }
        context.Response.ContentType = TypeOf(name);
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
        return true;
    }

    private (byte[], string)? Read(string name)
    {
        using var stream = own.GetManifestResourceStream(Folder + name)
            ?? typeof(PageFiles).Assembly.GetManifestResourceStream(Folder + name);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
