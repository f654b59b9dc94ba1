using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Rooms.Cluster;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Server.Cluster.Settings;

/// <summary>The options of a cluster, on the command line, in the environment and in <c>appsettings.json</c> like those of the server.</summary>
internal sealed class ClusterSettings
{
    private const int MinPort = 1;
    private const int MaxDrainSeconds = 300;

    private readonly SettingsSource _source;

    public ClusterSettings(CommandLine line, Func<string, string?> environment, Func<string, string?> configuration)
    {
        _source = new SettingsSource(
            option => line.Get(option) ?? SettingsReader.Find(option, environment, configuration), static option => "--" + option.Name);
    }

    /// <summary>How a server takes part.</summary>
    /// <exception cref="SettingsException">A setting is wrong or missing.</exception>
    public TureenClusterOptions Read()
    {
        bool isPostgres = _source.Choice(ClusterOptions.Kind, ["local", "postgres"]) == "postgres";
        string? connection = _source.Text(ClusterOptions.Connection);
        SettingsSource.Require(isPostgres == connection is not null, "--cluster postgres and --cluster-connection go together");
        (X509Certificate2? certificate, X509Certificate2? authority) = ReadCertificates();
        return new TureenClusterOptions
        {
            Certificate = certificate,
            Authority = authority,
            ClusterId = ReadId(),
            PostgresConnection = connection,
            Address = ReadAddress(),
            DrainTime = _source.Seconds(ClusterOptions.DrainSeconds, new TureenClusterOptions().DrainTime, 0, MaxDrainSeconds),
            Port = _source.Number(ClusterOptions.NodePort, TureenClusterOptions.DefaultPort, MinPort, RoomSettingsReader.MaxPort),
        };
    }

    /// <summary>The name of the cluster.</summary>
    public string ReadId() => _source.Text(ClusterOptions.Id) ?? new TureenClusterOptions().ClusterId;

    /// <summary>The database, which commands need.</summary>
    /// <exception cref="SettingsException">It is not given.</exception>
    public string ReadConnection() =>
        _source.Text(ClusterOptions.Connection) ?? throw new SettingsException("--cluster-connection is needed: the connection string of the database");

    private (X509Certificate2? Certificate, X509Certificate2? Authority) ReadCertificates()
    {
        string? certificate = _source.ExistingFile(ClusterOptions.NodeCert);
        string? key = _source.ExistingFile(ClusterOptions.NodeKey);
        string? authority = _source.ExistingFile(ClusterOptions.NodeAuthority);
        bool isTogether = certificate is null == key is null && certificate is null == authority is null;
        SettingsSource.Require(isTogether, "--node-cert, --node-key and --node-authority go together");
        if (certificate is null)
        {
            return (null, null);
        }

        try
        {
            return (X509Certificate2.CreateFromPemFile(certificate, key), X509CertificateLoader.LoadCertificateFromFile(authority!));
        }
        catch (CryptographicException exception)
        {
            throw new SettingsException($"--node-cert, --node-key and --node-authority cannot be read: {exception.Message}");
        }
    }

    private IPAddress ReadAddress()
    {
        IPAddress address = _source.Address(ClusterOptions.NodeAddress, IPAddress.Loopback) ?? IPAddress.Loopback;
        bool isNowhere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        SettingsSource.Require(!isNowhere, $"--{ClusterOptions.NodeAddress.Name} must be an address of this machine, not '{address}'");
        return address;
    }
}
