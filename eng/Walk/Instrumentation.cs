using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Alerting.Walk;

/// <summary>Makes each method of an assembly with source code report that it was entered.</summary>
internal static class Instrumentation
{
    /// <param name="path">Changed in place; an assembly that was changed before stays as it is.</param>
    public static void Apply(string path, string name)
    {
        if (!IsDomain(name) || IsInstrumented(path))
            return;
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters
        {
            ReadSymbols = true, InMemory = true, AssemblyResolver = resolver,
        });
        var module = assembly.MainModule;
        var enter = module.ImportReference(typeof(Recorder).GetMethod(nameof(Recorder.Enter)));
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(HasOwnCode))
            Insert(method, enter);
        assembly.Write(path);
        // The symbols no longer fit.
        File.Delete(Path.ChangeExtension(path, ".pdb"));
    }

    private static bool IsInstrumented(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return module.GetTypeReferences().Any(type => type.FullName == typeof(Recorder).FullName);
    }

    private static bool IsDomain(string name) => name is "Alerting" or "Alerting.Logs";

    /// <summary>Reading a property of a record is not reading its file.</summary>
    private static bool HasOwnCode(MethodDefinition method) =>
        method is { HasBody: true, IsConstructor: false } && method.DebugInformation.HasSequencePoints
        && !method.CustomAttributes.Any(
            attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute" && method.IsSpecialName);

    private static void Insert(MethodDefinition method, MethodReference enter)
    {
        var file = method.DebugInformation.SequencePoints[0].Document.Url;
        var at = file.IndexOf("/src/", StringComparison.Ordinal);
        // Generated serializers lie under obj.
        if (at < 0 || file.Contains("/obj/", StringComparison.Ordinal))
            return;
        var (first, il) = (method.Body.Instructions[0], method.Body.GetILProcessor());
        il.InsertBefore(first, il.Create(OpCodes.Ldstr, file[(at + 1)..]));
        il.InsertBefore(first, il.Create(OpCodes.Ldstr, $"{method.DeclaringType.Name}.{method.Name}"));
        il.InsertBefore(first, il.Create(OpCodes.Call, enter));
    }
}
