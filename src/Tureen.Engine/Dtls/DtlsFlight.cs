using Tureen.Engine.Primitives;

namespace Tureen.Engine.Dtls;

/// <summary>The flight that waits for the peer's answer: its retransmissions and when the next is due (RFC 6347 §4.2.4).</summary>
internal sealed class DtlsFlight
{
    private static readonly TimeSpan FirstTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(4000);

    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private TimeSpan _timeout = FirstTimeout;
    private int _sent;

    /// <summary>Copies the retransmissions out of <paramref name="output"/>, in which they begin at <paramref name="starts"/>.</summary>
    public DtlsFlight(Timestamp now, ReadOnlySpan<byte> output, ReadOnlySpan<int> starts)
    {
        int start = starts[0];
        _bytes = output[start..].ToArray();
        _ends = new int[starts.Length];
        for (int i = 0; i < _ends.Length; i++)
        {
            _ends[i] = (i + 1 < starts.Length ? starts[i + 1] : output.Length) - start;
        }

        NextAt = now + FirstTimeout;
    }

    /// <summary>When the next retransmission is due, or when the handshake is to be given up.</summary>
    public Timestamp NextAt { get; private set; }

    /// <summary>The next retransmission; false when the peer has had its last chance.</summary>
    public bool TryTakeNext(Timestamp now, out ReadOnlySpan<byte> records)
    {
        if (_sent == _ends.Length)
        {
            records = default;
            return false;
        }

        int start = _sent == 0 ? 0 : _ends[_sent - 1];
        records = _bytes.AsSpan(start, _ends[_sent] - start);
        _sent++;
        _timeout = _timeout * 2 < LongestTimeout ? _timeout * 2 : LongestTimeout;
        NextAt = now + _timeout;
        return true;
    }
}
