using System.Buffers.Binary;

namespace Tureen.Engine.DataChannels;

/// <summary>Puts the subchannels of a message before its payload, for the way between two pipe transports (mediasoup's format).</summary>
internal sealed class SubchannelsCodec
{
    private ushort[] _subchannels = [];

    /// <summary>Bytes that <see cref="Encode"/> needs at most.</summary>
    public static int MaxLength(in DataMessage message) =>
        SubchannelsHeader.TokenLength + SubchannelsHeader.CountLength
        + ((message.Subchannels.Length + 2) * SubchannelsHeader.SubchannelLength) + message.Payload.Length;

    /// <summary>
    /// Writes header and payload; with nothing for the header to carry, only the payload. Where <paramref name="subscribed"/> has any,
    /// the others are left out. Returns the bytes written.
    /// </summary>
    public static int Encode(in DataMessage message, HashSet<ushort> subscribed, Span<byte> destination)
    {
        int length = 0;
        if (!message.Subchannels.IsEmpty || message.RequiredSubchannel is not null || message.IgnoredSubchannel is not null)
        {
            length = WriteHeader(message, subscribed, destination);
        }

        message.Payload.CopyTo(destination[length..]);
        return length + message.Payload.Length;
    }

    /// <summary>Takes the header off, if there is one. What is returned lives until the next call.</summary>
    public DataMessage Decode(uint ppid, ReadOnlySpan<byte> bytes)
    {
        if (!SubchannelsHeader.TryParse(bytes, out SubchannelsHeader header))
        {
            return new DataMessage { Ppid = ppid, Payload = bytes };
        }

        if (_subchannels.Length < header.Count)
        {
            _subchannels = new ushort[header.Count];
        }

        header.CopySubchannels(_subchannels);
        return new DataMessage
        {
            Ppid = ppid,
            Payload = bytes[header.Length..],
            Subchannels = _subchannels.AsSpan(0, header.Count),
            RequiredSubchannel = header.Required,
            IgnoredSubchannel = header.Ignored,
        };
    }

    private static int WriteHeader(in DataMessage message, HashSet<ushort> subscribed, Span<byte> destination)
    {
        ulong token = SubchannelsHeader.Token
            | (message.RequiredSubchannel is null ? 0 : SubchannelsHeader.RequiredFlag)
            | (message.IgnoredSubchannel is null ? 0 : SubchannelsHeader.IgnoredFlag);
        BinaryPrimitives.WriteUInt64BigEndian(destination, token);
        int length = SubchannelsHeader.TokenLength + SubchannelsHeader.CountLength;
        ushort count = 0;
        foreach (ushort subchannel in message.Subchannels)
        {
            if (count < ushort.MaxValue && (subscribed.Count == 0 || subscribed.Contains(subchannel)))
            {
                count++;
                length += Write(destination[length..], subchannel);
            }
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination[SubchannelsHeader.TokenLength..], count);
        length += message.RequiredSubchannel is { } required ? Write(destination[length..], required) : 0;
        length += message.IgnoredSubchannel is { } ignored ? Write(destination[length..], ignored) : 0;
        return length;
    }

    private static int Write(Span<byte> destination, ushort subchannel)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, subchannel);
        return SubchannelsHeader.SubchannelLength;
    }
}
