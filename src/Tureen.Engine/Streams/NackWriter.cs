using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>Writes the NACKs of a received stream. Requests that do not fit into one packet wait for the next.</summary>
internal sealed class NackWriter(NackGenerator nack, uint ssrc)
{
    private ushort[] _requests = [];
    private int _requestCount;

    /// <summary>NACKs written.</summary>
    public long Count { get; private set; }

    /// <summary>Packets that they requested.</summary>
    public long PacketCount { get; private set; }

    /// <summary>Whether there is anything to request now.</summary>
    public bool HasRequests => _requestCount > 0 || nack.HasRequests;

    /// <summary>Writes a NACK for the packets to request now; call it until it returns false.</summary>
    public bool TryWrite(Span<byte> destination, out int length)
    {
        length = 0;
        Collect(nack.TakeRequests());
        if (_requestCount == 0)
        {
            return false;
        }

        length = GenericNack.Write(destination, 0, ssrc, _requests.AsSpan(0, _requestCount), out int taken);
        if (length == 0)
        {
            _requestCount = 0;
            return false;
        }

        _requests.AsSpan(taken, _requestCount - taken).CopyTo(_requests);
        _requestCount -= taken;
        Count++;
        PacketCount += taken;
        return true;
    }

    /// <summary>Forgets the requests that wait.</summary>
    public void Clear() => _requestCount = 0;

    private void Collect(ReadOnlySpan<ushort> requests)
    {
        if (requests.IsEmpty)
        {
            return;
        }

        // Requests that the owner did not send in time would only pile up.
        if (_requestCount + requests.Length > NackGenerator.MaxNackPackets)
        {
            _requestCount = 0;
        }

        if (_requestCount + requests.Length > _requests.Length)
        {
            int doubled = Math.Max(_requests.Length * 2, _requestCount + requests.Length);
            Array.Resize(ref _requests, Math.Min(doubled, NackGenerator.MaxNackPackets));
        }

        requests.CopyTo(_requests.AsSpan(_requestCount));
        _requestCount += requests.Length;
    }
}
