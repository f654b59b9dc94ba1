using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>Where a transport or a WebRtcServer listens.</summary>
internal static class ListenInfoMessages
{
    private const byte Udp = 1;
    private const byte Tcp = 2;

    public static IceListenOptions Read(FlatTable table)
    {
        IPAddress address = ReadAddress(table, 1);
        TransportProtocol protocol = ReadProtocol(table, 0);
        (ushort min, ushort max) = ReadPorts(table);
        FlatTable flags = table.RequiredTable(6);
        return new IceListenOptions
        {
            Protocol = protocol,
            AnnouncedAddress = table.NonEmptyString(2),
            ExposeInternalIp = table.Bool(3),
            Parameters = new ListenParameters(
                address,
                min,
                max,
                IPv6Only: flags.Bool(0) && address.AddressFamily == AddressFamily.InterNetworkV6,
                ReusePort: flags.Bool(1) && protocol == TransportProtocol.Udp,
                table.Size(7),
                table.Size(8)),
        };
    }

    public static IceListenOptions ReadUdp(FlatTable table)
    {
        IceListenOptions options = Read(table);
        if (options.Protocol != TransportProtocol.Udp)
        {
            table.Report("unsupported listen protocol");
        }

        return options;
    }

    public static TransportProtocol ReadProtocol(FlatTable table, int field)
    {
        switch (table.UInt8(field, Udp))
        {
            case Udp:
                return TransportProtocol.Udp;
            case Tcp:
                return TransportProtocol.Tcp;
            default:
                table.Report("unknown protocol");
                return TransportProtocol.Udp;
        }
    }

    public static void WriteProtocol(FlatWriter writer, int field, TransportProtocol protocol) =>
        writer.UInt8(field, protocol == TransportProtocol.Tcp ? Tcp : Udp);

    /// <summary>Any address where it is missing or wrong, which is a fault.</summary>
    public static IPAddress ReadAddress(FlatTable table, int field)
    {
        string text = table.RequiredString(field);

        if (AddressText.TryParse(text, out IPAddress? address))
        {
            return address;
        }

        table.Report($"invalid IP '{text}'");
        return IPAddress.Any;
    }

    private static (ushort Min, ushort Max) ReadPorts(FlatTable table)
    {
        ushort port = table.UInt16(4);
        FlatTable range = table.RequiredTable(5);
        ushort min = range.UInt16(0);
        ushort max = range.UInt16(1);
        if (min == 0 && max == 0)
        {
            return (port, port);
        }

        if (min > max)
        {
            table.Report("portRange.min is greater than portRange.max");
        }

        return (min, max);
    }
}
