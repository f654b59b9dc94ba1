using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Fuzz.Scenes;

/// <summary>One of two DTLS endpoints, and its datagrams that are under way.</summary>
internal sealed class DtlsEnd : IDatagramSink, IDisposable
{
    private const int SpaceForDatagram = 4096;
    private const int MostDatagrams = 100;

    private static readonly TransportTuple Path = new(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000001, 4000));

    private readonly byte[] _space = new byte[SpaceForDatagram];
    private readonly byte[] _data = new byte[SpaceForDatagram];

    public DtlsEnd(DtlsCertificate certificate) => Transport = new DtlsTransport(certificate);

    public DtlsTransport Transport { get; }

    public Queue<byte[]> Sent { get; } = new();

    public void Start(Timestamp now, DtlsRole role) => Transport.Start(now, role, Path, this);

    public void SendData(Timestamp now, ReadOnlySpan<byte> data) => Transport.SendApplicationData(now, Path, data, this);

    public void Handle(Timestamp now, byte[] datagram)
    {
        Transport.HandleDatagram(now, Path, datagram, this);
        Drain();
    }

    public void HandleDeadline(Timestamp now)
    {
        if (Transport.NextDeadline <= now)
        {
            Transport.HandleDeadline(now, Path, this);
            Drain();
        }
    }

    public Span<byte> GetSpan(int maximumLength) => _space.AsSpan(0, maximumLength);

    public void Send(in TransportTuple tuple, int length)
    {
        if (Sent.Count < MostDatagrams)
        {
            Sent.Enqueue(_space[..length]);
        }
    }

    public void Dispose() => Transport.Dispose();

    private void Drain()
    {
        while (Transport.TryDequeueEvent(out _))
        {
        }

        while (Transport.TryReadApplicationData(_data, out _))
        {
        }
    }
}
