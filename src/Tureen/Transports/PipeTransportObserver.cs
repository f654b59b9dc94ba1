namespace Tureen;

/// <summary>Reports what happens to a PipeTransport, for monitoring.</summary>
public sealed class PipeTransportObserver : SctpTransportObserver
{
    internal PipeTransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }
}
