namespace Tureen.Engine.Dtls;

/// <summary>Who sends the ClientHello; "auto" is the absence of a role.</summary>
internal enum DtlsRole
{
    Client,
    Server,
}
