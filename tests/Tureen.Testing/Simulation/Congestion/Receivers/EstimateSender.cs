using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>Reports what a receiver estimates, with the engine's own generator of REMB.</summary>
internal sealed class EstimateSender
{
    private readonly RembGenerator _generator = new();

    public EstimateSender(Timestamp start) => _generator.Start(start);

    public Timestamp NextDeadline => _generator.NextDeadline;

    /// <summary>Takes a packet, and sends an estimate where it fell.</summary>
    public void HandlePacket(Timestamp now, long sentMicroseconds, int length, uint ssrc, Action<byte[]> send)
    {
        _generator.HandlePacket(now, sentMicroseconds, length, ssrc);
        Send(now, send);
    }

    /// <summary>Sends what is due.</summary>
    public void HandleDeadline(Timestamp now, Action<byte[]> send)
    {
        _generator.HandleDeadline(now);
        Send(now, send);
    }

    private void Send(Timestamp now, Action<byte[]> send)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        if (_generator.TryWriteRemb(now, packet, out int length))
        {
            send(packet[..length].ToArray());
        }
    }
}
