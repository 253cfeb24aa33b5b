namespace Alerting.Functions;

/// <summary>What a role makes of the configuration: made on first use, and made anew when the configuration has changed.</summary>
internal sealed class PerConfiguration<T>(Func<AlertingServices.Runtime, T> make)
    where T : class
{
    private AlertingServices.Runtime? _runtime;
    private T? _made;

    public T Of(AlertingServices.Runtime runtime)
    {
        if (!ReferenceEquals(_runtime, runtime))
            (_runtime, _made) = (runtime, make(runtime));
        return _made!;
    }
}
