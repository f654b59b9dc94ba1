using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;

namespace Tureen.Bench.Fanout;

/// <summary>A publisher whose address and key the worker knows by signaling.</summary>
internal sealed class SignaledPeer(TransportTuple path, SignaledKey key) : IPublishingPeer, IDisposable
{
    public SrtpSender Srtp { get; } = key.CreateSender();

    public TransportTuple Path => path;

    SrtpSender? IPublishingPeer.Srtp => Srtp;

    public void Dispose() => Srtp.Dispose();
}
