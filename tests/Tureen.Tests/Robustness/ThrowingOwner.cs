using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Robustness;

/// <summary>A machine whose deadline throws; with a transport, in the name of that one.</summary>
internal sealed class ThrowingOwner(TransportCore? transport = null, WorkerCore? worker = null) : IDeadlineOwner
{
    public int Runs { get; private set; }

    public Timestamp NextDeadline => throw new InvalidOperationException("it does not know");

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        Runs++;
        throw new InvalidOperationException("a deadline that cannot be run");
    }

    /// <summary>What the worker does when the transport's own deadline throws.</summary>
    public void Charge(Timestamp now, IDatagramSink sink) =>
        new FaultContainment(worker!.Context).HandleDeadline(now, transport!, new InvalidOperationException("broken"), sink);
}
