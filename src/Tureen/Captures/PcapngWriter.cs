using System.Buffers.Binary;
using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;

namespace Tureen;

/// <summary>Writes the blocks of a capture file (draft-ietf-opsawg-pcapng) into a buffer.</summary>
internal sealed class PcapngWriter(PcapngBuffer buffer)
{
    private const uint WireInterface = 0;
    private const uint DecryptedInterface = 1;

    private const uint SectionHeaderBlock = 0x0A0D0D0A;
    private const uint InterfaceDescriptionBlock = 1;
    private const uint InterfaceStatisticsBlock = 5;
    private const uint EnhancedPacketBlock = 6;
    private const uint DecryptionSecretsBlock = 10;

    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ulong UnknownSectionLength = ulong.MaxValue;

    /// <summary>LINKTYPE_RAW: a packet begins with its IPv4 or IPv6 header.</summary>
    private const ushort RawIp = 101;

    /// <summary>LINKTYPE_WIRESHARK_UPPER_PDU.</summary>
    private const ushort UpperPdu = 252;

    /// <summary>"TLSK": lines of NSS's key log format.</summary>
    private const uint TlsKeyLog = 0x544C534B;

    private const ushort UserApplicationOption = 4;
    private const ushort InterfaceNameOption = 2;
    private const ushort TimeResolutionOption = 9;
    private const ushort PacketFlagsOption = 2;
    private const ushort PacketDropsOption = 4;
    private const ushort StatisticsDropsOption = 5;

    /// <summary>Times count units of 10⁻⁹ seconds.</summary>
    private const byte Nanoseconds = 9;

    private const uint Inbound = 1;
    private const uint Outbound = 2;

    public void WriteSectionHeader()
    {
        buffer.BeginBlock(SectionHeaderBlock);
        buffer.Write(ByteOrderMagic);
        buffer.Write((ushort)1);
        buffer.Write((ushort)0);
        buffer.Write(UnknownSectionLength);
        buffer.WriteOption(UserApplicationOption, "Tureen"u8);
        buffer.EndOptions();
        buffer.EndBlock();
    }

    /// <summary>The interface of datagrams as they are on the wire. The first of them.</summary>
    /// <param name="maxPacketLength">Bytes of a packet that are written with its headers at most; 0 for all.</param>
    public void WriteWireInterface(int maxPacketLength) => WriteInterface(RawIp, "wire"u8, maxPacketLength);

    /// <summary>The interface of packets in the clear. The second of them.</summary>
    /// <param name="maxPacketLength">As above.</param>
    public void WriteDecryptedInterface(int maxPacketLength) => WriteInterface(UpperPdu, "decrypted"u8, maxPacketLength);

    public void WritePacket(in CapturedPacket packet, in NetworkAddress local)
    {
        bool isOnWire = packet.Layer == CapturedLayer.Wire;
        Span<byte> headers = stackalloc byte[isOnWire ? IpFrame.MaxHeaderLength : ExportedPdu.MaxHeaderLength];
        headers = headers[..(isOnWire ? IpFrame.Write(packet, local, headers) : ExportedPdu.WriteHeader(packet, local, headers))];
        buffer.BeginBlock(EnhancedPacketBlock);
        buffer.Write(isOnWire ? WireInterface : DecryptedInterface);
        WriteTime(packet.Time);
        buffer.Write((uint)(headers.Length + packet.Length));
        buffer.Write((uint)(headers.Length + packet.OriginalLength));
        buffer.Write(headers);
        buffer.Write(packet.Bytes);
        buffer.Pad(headers.Length + packet.Length);
        WriteUInt32Option(PacketFlagsOption, packet.IsSent ? Outbound : Inbound);
        if (packet.DroppedBefore > 0)
        {
            WriteUInt64Option(PacketDropsOption, packet.DroppedBefore);
        }

        buffer.EndOptions();
        buffer.EndBlock();
    }

    /// <summary>Readers use the keys for the packets behind them.</summary>
    public void WriteKeys(string keyLogLine)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(keyLogLine + "\n");
        buffer.BeginBlock(DecryptionSecretsBlock);
        buffer.Write(TlsKeyLog);
        buffer.Write((uint)bytes.Length);
        buffer.Write(bytes);
        buffer.Pad(bytes.Length);
        buffer.EndBlock();
    }

    /// <summary>The end of the capture: what did not get into the file.</summary>
    public void WriteStatistics(long time, long dropped)
    {
        buffer.BeginBlock(InterfaceStatisticsBlock);
        buffer.Write(WireInterface);
        WriteTime(time);
        WriteUInt64Option(StatisticsDropsOption, dropped);
        buffer.EndOptions();
        buffer.EndBlock();
    }

    private void WriteInterface(ushort linkType, ReadOnlySpan<byte> name, int maxPacketLength)
    {
        buffer.BeginBlock(InterfaceDescriptionBlock);
        buffer.Write(linkType);
        buffer.Write((ushort)0);
        buffer.Write((uint)maxPacketLength);
        buffer.WriteOption(InterfaceNameOption, name);
        buffer.WriteOption(TimeResolutionOption, [Nanoseconds]);
        buffer.EndOptions();
        buffer.EndBlock();
    }

    /// <summary>The more significant half first, in whatever byte order.</summary>
    private void WriteTime(long time)
    {
        buffer.Write((uint)(time >> 32));
        buffer.Write((uint)time);
    }

    private void WriteUInt32Option(ushort code, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        buffer.WriteOption(code, bytes);
    }

    private void WriteUInt64Option(ushort code, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        buffer.WriteOption(code, bytes);
    }
}
