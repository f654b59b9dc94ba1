using System.Runtime.InteropServices;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Dtls;

/// <summary>Functions of libssl that only tests call, to make peers that behave badly.</summary>
internal static class DtlsLibrary
{
    public static nint Export(string name) => NativeLibrary.GetExport(NativeLibrary.Load(OpenSslPlaces.Current().Files()[1]), name);
}
