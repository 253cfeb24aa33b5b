using Alerting.Walk;

// Before anything of the domain is loaded: an assembly cannot be changed afterwards.
foreach (var assembly in Directory.GetFiles(AppContext.BaseDirectory, "Alerting*.dll"))
    Instrumentation.Apply(assembly, Path.GetFileNameWithoutExtension(assembly));
await AlarmToSlack.RunAsync();
Recorder.Report(Console.Out, isDetailed: args.Contains("--files"));
