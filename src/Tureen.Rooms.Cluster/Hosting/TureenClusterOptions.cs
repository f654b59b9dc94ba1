using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Tureen.Rooms.Cluster;

/// <summary>How a server takes part in a cluster.</summary>
public sealed record TureenClusterOptions
{
    /// <summary>The port of <see cref="Port"/> when nothing else is set.</summary>
    public const int DefaultPort = 11111;

    /// <summary>The name of the cluster; machines with another name have nothing to do with each other.</summary>
    public string ClusterId { get; set; } = "tureen";

    /// <summary>The connection string of the PostgreSQL database in which the machines find each other; null for none.</summary>
    public string? PostgresConnection { get; set; }

    /// <summary>
    /// Without a database, for trials: the machine that knows the others. The cluster ends with it. Null for this machine.
    /// </summary>
    public IPEndPoint? Primary { get; set; }

    /// <summary>The address by which the other machines reach this one, for messages and for pipes of media.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>TCP port for messages of the other machines.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>How long a machine that ends takes to send its people to the others, one after another; zero for all at once.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What this machine shows the others, with its private key. Messages are encrypted then, and only machines whose certificates <see cref="Authority"/>
    /// has issued take part. Null for no encryption, on a network that nobody else reaches.
    /// </summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The certificate of the cluster's own authority; goes with <see cref="Certificate"/>.</summary>
    public X509Certificate2? Authority { get; set; }
}
