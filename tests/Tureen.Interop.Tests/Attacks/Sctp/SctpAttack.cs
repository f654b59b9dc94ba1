using System.Buffers.Binary;
using System.Globalization;
using Tureen.Engine.Primitives;
using Tureen.Interop.Tests.Native;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>S3: valid chunks over tables that are filled first, again and again.</summary>
internal abstract class SctpAttack : Attack
{
    /// <summary>Messages or fragments that the server is made to hold.</summary>
    protected const int Held = 14_000;

    /// <summary>DATA chunks of one byte in a packet.</summary>
    private const int ChunksPerPacket = 55;

    public override int ShortSeconds => 3;

    /// <summary>Packets a second that fill a core of the server, by the faults' list.</summary>
    protected abstract double PacketsPerSecond { get; }

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant attacker = await scene.JoinAsync("attacker");
        var association = new RawAssociation(scene.Network, attacker.Sending);
        await association.ConnectAsync();
        return await RunAsync(scene, association, duration);
    }

    /// <summary>The chunks of one packet after the other, without end. On the thread of the endpoints.</summary>
    protected abstract IEnumerable<byte[]> Packets(RawAssociation association);

    protected async Task<string> RunAsync(AttackScene scene, RawAssociation association, TimeSpan duration)
    {
        using IEnumerator<byte[]> packets = Packets(association).GetEnumerator();
        bool isAborted = false;
        Action<Timestamp, byte, byte[], IDatagramSink> others = association.ChunkReceived;
        association.ChunkReceived = (now, type, value, sink) =>
        {
            isAborted |= type == 6;
            others(now, type, value, sink);
        };
        double rate = PacketsPerSecond * scene.RateFactor;
        long bytes = 0;
        long sent = await scene.Network.SendAsync(rate, duration, (now, sink) =>
        {
            packets.MoveNext();
            bytes += packets.Current.Length;
            association.Send(now, packets.Current, sink);
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sent} packets, {sent / duration.TotalSeconds:0} a second, {bytes * 8 / duration.TotalSeconds / 1e6:0.00} Mbit/s{(isAborted ? ", aborted by the server" : string.Empty)}");
    }

    /// <summary>Packets full of DATA chunks of one byte from a TSN on.</summary>
    protected static IEnumerable<byte[]> Fill(uint firstTsn, int count, Func<int, (byte Flags, ushort Stream, ushort Sequence)> chunk)
    {
        for (int i = 0; i < count; i += ChunksPerPacket)
        {
            yield return
            [
                .. Enumerable.Range(i, Math.Min(ChunksPerPacket, count - i)).SelectMany(index =>
                {
                    (byte flags, ushort stream, ushort sequence) = chunk(index);
                    return SctpPacketBytes.Data(firstTsn + (uint)index, flags, stream, sequence, 0x55);
                }),
            ];
        }
    }

    protected static byte[] ForwardTsn(uint tsn, params byte[] skipped) =>
        SctpPacketBytes.Chunk(RawAssociation.ForwardTsnChunk, 0, [.. SctpPacketBytes.Number(tsn), .. skipped]);

    protected static byte[] Streams(int first, int count)
    {
        byte[] bytes = new byte[count * 2];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), (ushort)(first + i));
        }

        return bytes;
    }
}
