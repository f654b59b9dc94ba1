using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Dtls;

/// <summary>Keeps sent datagrams in order.</summary>
internal sealed class DatagramQueue : IDatagramSink
{
    private byte[] _space = [];

    public Queue<byte[]> Datagrams { get; } = new();

    public Span<byte> GetSpan(int maximumLength)
    {
        _space = new byte[maximumLength];
        return _space;
    }

    public void Send(in TransportTuple tuple, int length) => Datagrams.Enqueue(_space[..length]);
}
