namespace Tureen.Audio.Codec;

/// <summary>Puts the frames before it into each packet (RFC 2198).</summary>
internal sealed class RedEncoder(int payloadType, int redundancy)
{
    private readonly byte[][] _payloads = [.. Enumerable.Range(0, redundancy).Select(static _ => new byte[RedPayload.MaxBlockLength])];
    private readonly int[] _lengths = new int[redundancy];
    private readonly uint[] _timestamps = new uint[redundancy];
    private int _next;

    /// <summary>Writes a packet with a frame and those before it that fit. Returns its length.</summary>
    public int Write(ReadOnlySpan<byte> frame, uint timestamp, Span<byte> output)
    {
        int headers = 0;
        int bodies = 0;
        Span<int> chosen = stackalloc int[AudioLimits.MaxRedundancy];
        int count = 0;
        for (int i = 0; i < redundancy; i++)
        {
            int slot = (_next + i) % redundancy;
            uint age = timestamp - _timestamps[slot];
            if (_lengths[slot] > 0 && age is > 0 and <= RedPayload.MaxTimestampOffset
                && headers + bodies + RedPayload.HeaderLength + _lengths[slot] + RedPayload.LastHeaderLength + frame.Length <= output.Length)
            {
                RedPayload.WriteHeader(output[headers..], payloadType, (int)age, _lengths[slot]);
                headers += RedPayload.HeaderLength;
                bodies += _lengths[slot];
                chosen[count++] = slot;
            }
        }

        output[headers++] = (byte)payloadType;
        int position = headers;
        foreach (int slot in chosen[..count])
        {
            _payloads[slot].AsSpan(0, _lengths[slot]).CopyTo(output[position..]);
            position += _lengths[slot];
        }

        frame.CopyTo(output[position..]);
        Remember(frame, timestamp);
        return position + frame.Length;
    }

    private void Remember(ReadOnlySpan<byte> frame, uint timestamp)
    {
        bool fits = frame.Length <= RedPayload.MaxBlockLength;
        _lengths[_next] = fits ? frame.Length : 0;
        _timestamps[_next] = timestamp;
        if (fits)
        {
            frame.CopyTo(_payloads[_next]);
        }

        _next = (_next + 1) % redundancy;
    }
}
