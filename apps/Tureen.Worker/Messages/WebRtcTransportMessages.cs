using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The options, requests and answers of a WebRtcTransport.</summary>
internal static class WebRtcTransportMessages
{
    private const byte ListenIndividual = 1;
    private const byte ListenServer = 2;
    private const byte DefaultConsentTimeout = 30;
    private const byte Controlled = 0;
    private const byte Host = 0;
    private const byte Passive = 0;

    private static readonly DtlsRole[] Roles = [DtlsRole.Auto, DtlsRole.Client, DtlsRole.Server];

    private static readonly IceState[] IceStates = [IceState.New, IceState.Connected, IceState.Completed, IceState.Disconnected];

    private static readonly FingerprintAlgorithm[] Algorithms =
    [
        FingerprintAlgorithm.Sha1,
        FingerprintAlgorithm.Sha224,
        FingerprintAlgorithm.Sha256,
        FingerprintAlgorithm.Sha384,
        FingerprintAlgorithm.Sha512,
    ];

    /// <summary>The options of a transport that listens for itself.</summary>
    public static WebRtcTransportCoreOptions ReadOptions(string id, FlatTable table)
    {
        if (table.UInt8(1) != ListenIndividual)
        {
            table.Report("wrong listen");
        }

        return ReadOptions(id, table, table.RequiredTable(2).RequiredTables(0, ListenInfoMessages.Read));
    }

    /// <summary>The options of a transport that shares the sockets of a WebRtcServer, and whose these are.</summary>
    public static (string WebRtcServerId, WebRtcTransportCoreOptions Options) ReadOptionsWithServer(string id, FlatTable table)
    {
        if (table.UInt8(1) != ListenServer)
        {
            table.Report("wrong listen");
        }

        var use = new IceProtocolUse(
            EnableUdp: table.Bool(3, defaultValue: true),
            EnableTcp: table.Bool(4, defaultValue: true),
            PreferUdp: table.Bool(5),
            PreferTcp: table.Bool(6));
        return (table.RequiredTable(2).RequiredString(0), ReadOptions(id, table, []) with { Protocols = use });
    }

    public static DtlsParameters ReadConnect(FlatTable table)
    {
        FlatTable parameters = table.RequiredTable(0);
        return new DtlsParameters
        {
            Fingerprints = [.. parameters.RequiredTables(0, static fingerprint => new DtlsFingerprint
            {
                Algorithm = fingerprint.Choice(0, Algorithms),
                Value = fingerprint.RequiredString(1),
            })],
            Role = parameters.Choice(1, Roles),
        };
    }

    public static FlatOffset WriteConnectResponse(FlatWriter writer, DtlsRole localRole)
    {
        writer.Begin();
        writer.Choice(0, localRole, Roles);
        return writer.End();
    }

    public static FlatOffset WriteDump(FlatWriter writer, WebRtcTransportDump dump)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteDump(writer, dump));
        writer.UInt8(1, Controlled);
        writer.Table(2, WriteIceParameters(writer, dump.IceParameters));
        writer.Tables(3, dump.IceCandidates, WriteCandidate);
        WriteState(writer, 4, dump.IceState);
        writer.Table(5, TransportMessages.WriteTuple(writer, dump.IceSelectedTuple));
        writer.Table(6, WriteDtlsParameters(writer, dump.DtlsParameters));
        writer.UInt8(7, (byte)dump.DtlsState);
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, WebRtcTransportStats stats)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteStats(writer, stats));
        writer.UInt8(1, Controlled);
        WriteState(writer, 2, stats.IceState);
        writer.Table(3, TransportMessages.WriteTuple(writer, stats.IceSelectedTuple));
        writer.UInt8(4, (byte)stats.DtlsState);
        return writer.End();
    }

    public static FlatOffset WriteIceState(FlatWriter writer, IceState state)
    {
        writer.Begin();
        WriteState(writer, 0, state);
        return writer.End();
    }

    public static FlatOffset WriteDtlsState(FlatWriter writer, DtlsState state, string? remoteCertificate)
    {
        writer.Begin();
        writer.UInt8(0, (byte)state);
        writer.String(1, remoteCertificate);
        return writer.End();
    }

    public static FlatOffset WriteIceParameters(FlatWriter writer, IceParameters parameters)
    {
        writer.Begin();
        writer.String(0, parameters.UsernameFragment);
        writer.String(1, parameters.Password);
        writer.Bool(2, parameters.IceLite ?? true);
        return writer.End();
    }

    private static WebRtcTransportCoreOptions ReadOptions(string id, FlatTable table, IceListenOptions[] listens)
    {
        FlatTable common = table.RequiredTable(0);
        var options = new WebRtcTransportCoreOptions
        {
            Id = id,
            Listens = listens,
            IceConsentTimeout = TimeSpan.FromSeconds(table.UInt8(7, DefaultConsentTimeout)),

            // Like mediasoup's worker, which leaves the choice to the application.
            AllowSha1Fingerprints = true,
            Data = TransportMessages.ReadDataOptions(common),
        };
        return common.Has(1) ? options with { InitialAvailableOutgoingBitrate = common.BitsPerSecond(1) } : options;
    }

    private static FlatOffset WriteCandidate(FlatWriter writer, IceCandidate candidate)
    {
        writer.Begin();
        writer.String(0, candidate.Foundation);
        writer.UInt32(1, candidate.Priority);
        writer.String(2, candidate.Address);
        ListenInfoMessages.WriteProtocol(writer, 3, candidate.Protocol);
        writer.UInt16(4, (ushort)candidate.Port);
        writer.UInt8(5, Host);
        writer.OptionalUInt8(6, candidate.TcpType is null ? null : Passive);
        return writer.End();
    }

    private static FlatOffset WriteDtlsParameters(FlatWriter writer, DtlsParameters parameters)
    {
        writer.Begin();
        writer.Tables(0, parameters.Fingerprints, static (writer, fingerprint) =>
        {
            writer.Begin();
            writer.Choice(0, fingerprint.Algorithm, Algorithms);
            writer.String(1, fingerprint.Value);
            return writer.End();
        });
        writer.Choice(1, parameters.Role ?? DtlsRole.Auto, Roles);
        return writer.End();
    }

    /// <summary>A closed transport has no state of its own there.</summary>
    private static void WriteState(FlatWriter writer, int field, IceState state) =>
        writer.Choice(field, state == IceState.Closed ? IceState.Disconnected : state, IceStates);
}
