namespace Alerting.Functions;

/// <summary>An object that depends on the configuration, created again when the configuration changes.</summary>
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
