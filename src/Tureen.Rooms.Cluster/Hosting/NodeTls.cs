using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Tureen.Rooms.Cluster.Hosting;

/// <summary>TLS between the machines of a cluster, both of which show a certificate of the cluster's own authority.</summary>
internal static class NodeTls
{
    /// <summary>The name for SNI. It says nothing: the authority alone decides, since machines know each other by addresses.</summary>
    private const string Name = "tureen";

    public static void Use(ISiloBuilder silo, X509Certificate2 certificate, X509Certificate2 authority) => silo.UseTls(certificate, tls =>
    {
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.CheckCertificateRevocation = false;
        tls.RemoteCertificateValidation = (remote, _, _) => IsOf(authority, remote);
        tls.OnAuthenticateAsClient = (_, client) =>
        {
            client.TargetHost = Name;
            client.ClientCertificates = [certificate];
            client.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        };
    });

    /// <summary>Whether an authority has issued a certificate, which is valid now.</summary>
    public static bool IsOf(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
