using Tureen.Client.Native.Sessions;

namespace Tureen.Tests.Client.Native.Sessions;

public sealed class IceServerAddressTests
{
    [Theory]
    [InlineData("stun:stun.example.org", "stun.example.org", 3478, false, false)]
    [InlineData("turn:turn.example.org:80?transport=tcp", "turn.example.org", 80, true, false)]
    [InlineData("turns:turn.example.org", "turn.example.org", 5349, true, true)]
    [InlineData("turn:[::1]:3479?transport=udp", "::1", 3479, false, false)]
    [InlineData("turn:[::1]", "::1", 3478, false, false)]
    public void A_URL_names_a_server(string url, string host, int port, bool isTcp, bool isTls)
    {
        IceServerAddress address = IceServerAddress.Parse(url)!;

        Assert.Equal((host, port, isTcp, isTls), (address.Host, address.Port, address.IsTcp, address.IsTls));
    }

    [Theory]
    [InlineData("turn.example.org")]
    [InlineData("http://turn.example.org")]
    [InlineData("turn:turn.example.org:no")]
    public void Other_texts_name_none(string url) => Assert.Null(IceServerAddress.Parse(url));
}
