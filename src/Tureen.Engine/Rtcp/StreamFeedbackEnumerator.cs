using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks the streams of a <see cref="CongestionControlFeedback"/>.</summary>
internal ref struct StreamFeedbackEnumerator(ReadOnlySpan<byte> streams)
{
    private const int HeaderLength = 8;

    private ReadOnlySpan<byte> _rest = streams;

    public StreamFeedback Current { get; private set; }

    /// <summary>Whether nothing is left after the last stream.</summary>
    public readonly bool IsComplete => _rest.IsEmpty;

    public readonly StreamFeedbackEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < HeaderLength)
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(_rest[6..]);

        // An odd number of reports is followed by padding up to a whole word.
        int length = HeaderLength + ((count + 1) / 2 * 2 * PacketArrival.Length);
        if (_rest.Length < length)
        {
            return false;
        }

        Current = new StreamFeedback(_rest, count);
        _rest = _rest[length..];
        return true;
    }
}
