namespace Tureen.Server.Load.Media;

/// <summary>Makes packets of Opus (RFC 6716 §3.2.5) that every decoder takes: 20 ms of silence, padded to the length that speech would have.</summary>
internal static class OpusFrames
{
    /// <summary>Samples of a frame.</summary>
    public const int Samples = 960;

    /// <summary>Frames a second.</summary>
    public const int PerSecond = 50;

    /// <summary>Bytes. The shortest packet, without padding.</summary>
    public const int MinLength = 5;

    /// <summary>Bytes. The longest packet whose padding has one byte of length.</summary>
    public const int MaxLength = 258;

    /// <summary>CELT, full band, 20 ms, one channel, with a count of frames.</summary>
    private const byte Configuration = (31 << 3) | 3;

    /// <summary>One frame, with padding.</summary>
    private const byte OnePaddedFrame = 0x41;

    /// <summary>A frame of CELT that says silence.</summary>
    private static ReadOnlySpan<byte> Silence => [0xFF, 0xFE];

    /// <param name="length">Bytes of the packet.</param>
    public static byte[] Create(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, MinLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        byte[] packet = new byte[length];
        packet[0] = Configuration;
        packet[1] = OnePaddedFrame;
        packet[2] = (byte)(length - MinLength);
        Silence.CopyTo(packet.AsSpan(3));
        return packet;
    }
}
