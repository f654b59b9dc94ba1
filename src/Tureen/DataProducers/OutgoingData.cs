using System.Text;
using Tureen.Engine.DataChannels;

namespace Tureen;

/// <summary>A message of the application as it goes over SCTP, which cannot carry an empty one (RFC 8831 §6.6).</summary>
internal readonly record struct OutgoingData(byte[] Payload, uint Ppid)
{
    private static readonly byte[] EmptyText = " "u8.ToArray();
    private static readonly byte[] EmptyBinary = [0];

    /// <summary>A string; its PPID says so unless another one is given.</summary>
    public static OutgoingData Of(string message, uint? ppid) => Honor(
        Encoding.UTF8.GetBytes(message), ppid ?? (message.Length > 0 ? DataChannelPpid.Text : DataChannelPpid.EmptyText));

    /// <summary>Bytes, copied; their PPID says so unless another one is given.</summary>
    public static OutgoingData Of(ReadOnlySpan<byte> message, uint? ppid) => Honor(
        message.ToArray(), ppid ?? (message.Length > 0 ? DataChannelPpid.Binary : DataChannelPpid.EmptyBinary));

    private static OutgoingData Honor(byte[] payload, uint ppid) => ppid switch
    {
        DataChannelPpid.EmptyText => new(EmptyText, ppid),
        DataChannelPpid.EmptyBinary => new(EmptyBinary, ppid),
        _ => new(payload, ppid),
    };
}
