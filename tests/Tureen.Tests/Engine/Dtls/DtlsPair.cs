using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Dtls;

/// <summary>A DTLS client and a DTLS server on a network in memory, in virtual time.</summary>
internal sealed class DtlsPair : IDisposable
{
    private static readonly DtlsCertificate ClientCertificate = DtlsCertificate.Generate();
    private static readonly DtlsCertificate ServerCertificate = DtlsCertificate.Generate();

    private readonly TransportTuple _tuple = new(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000001, 4000));

    public DtlsPair(DtlsCertificate? client = null, DtlsCertificate? server = null, bool knowFingerprints = true)
    {
        Client = new DtlsTransport(client ?? ClientCertificate);
        Server = new DtlsTransport(server ?? ServerCertificate);
        if (knowFingerprints)
        {
            Client.SetRemoteFingerprint(Sha256(Server));
            Server.SetRemoteFingerprint(Sha256(Client));
        }
    }

    public DtlsTransport Client { get; }

    public DtlsTransport Server { get; }

    public DatagramQueue ToServer { get; } = new();

    public DatagramQueue ToClient { get; } = new();

    public Timestamp Now { get; set; } = new(1_000_000);

    public TransportTuple Tuple => _tuple;

    /// <summary>Decides whether a datagram is lost, from its direction and how many went that way before.</summary>
    public Func<bool, int, bool> IsLost { get; set; } = static (_, _) => false;

    /// <summary>Datagrams that were sent in both directions.</summary>
    public int Sent { get; private set; }

    public int LongestDatagram { get; private set; }

    private int[] Counts { get; } = new int[2];

    public static CertificateFingerprint Sha256(DtlsTransport transport) =>
        transport.LocalCertificate.GetFingerprint(FingerprintAlgorithm.Sha256);

    public static List<DtlsEvent> Events(DtlsTransport transport)
    {
        List<DtlsEvent> events = [];
        while (transport.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            events.Add(dtlsEvent);
        }

        return events;
    }

    public void Start()
    {
        Server.Start(Now, DtlsRole.Server, _tuple, ToClient);
        Client.Start(Now, DtlsRole.Client, _tuple, ToServer);
    }

    public DropReason GiveServer(byte[] datagram) => Server.HandleDatagram(Now, _tuple, datagram, ToClient);

    public DropReason GiveClient(byte[] datagram) => Client.HandleDatagram(Now, _tuple, datagram, ToServer);

    /// <summary>Carries datagrams until none is under way.</summary>
    public void Deliver()
    {
        while (ToServer.Datagrams.Count + ToClient.Datagrams.Count > 0)
        {
            while (TryCarry(ToServer, toServer: true, out byte[] datagram))
            {
                GiveServer(datagram);
            }

            while (TryCarry(ToClient, toServer: false, out byte[] datagram))
            {
                GiveClient(datagram);
            }
        }
    }

    /// <summary>Delivers and jumps from deadline to deadline until nothing is awaited any more.</summary>
    public void Run(int maximumDeadlines = 100)
    {
        Deliver();
        for (int i = 0; i < maximumDeadlines; i++)
        {
            Timestamp next = Timestamp.Min(Client.NextDeadline, Server.NextDeadline);
            if (next.IsNever)
            {
                return;
            }

            Now = next;
            Client.HandleDeadline(Now, _tuple, ToServer);
            Server.HandleDeadline(Now, _tuple, ToClient);
            Deliver();
        }
    }

    public void Connect()
    {
        Start();
        Run();
        Assert.Equal(DtlsState.Connected, Client.State);
        Assert.Equal(DtlsState.Connected, Server.State);
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private bool TryCarry(DatagramQueue queue, bool toServer, out byte[] datagram)
    {
        while (queue.Datagrams.TryDequeue(out datagram!))
        {
            Sent++;
            LongestDatagram = Math.Max(LongestDatagram, datagram.Length);
            if (!IsLost(toServer, Counts[toServer ? 1 : 0]++))
            {
                return true;
            }
        }

        return false;
    }
}
