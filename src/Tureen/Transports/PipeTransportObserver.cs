namespace Tureen;

/// <summary>Tells what happens to a PipeTransport, meant for monitoring.</summary>
public sealed class PipeTransportObserver : SctpTransportObserver
{
    internal PipeTransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }
}
