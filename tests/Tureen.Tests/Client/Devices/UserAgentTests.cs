using Tureen.Client;

namespace Tureen.Tests.Client.Devices;

public sealed class UserAgentTests
{
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ";
    private const string Linux = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ";
    private const string Android = "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) ";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";
    private const string Tablet = "Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";

    public static TheoryData<int, string, BuiltinHandlerName?> Agents => new()
    {
        { 86, Windows + "Chrome/140.0.0.0 Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 87, Windows + "Chrome/142.0.0.0 Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 88, Windows + "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", BuiltinHandlerName.Chrome111 },
        { 89, Windows + "Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0", BuiltinHandlerName.Chrome111 },
        { 90, Mac + "537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 91, Android + "Chrome/112.0.0.0 Mobile Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 92, Android.Replace("Pixel 7", "Pixel 7; wv", StringComparison.Ordinal) + "Version/4.0 Chrome/113.0.5672.136 Mobile Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 94, Mac + "537.36 (KHTML, like Gecko) App/1.0.0 Chrome/128.0.6613.186 Electron/32.2.6 Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 95, Android + "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", BuiltinHandlerName.Chrome111 },
        { 96, Windows + "Chrome/100.0.4896.75 Safari/537.36 Edg/100.0.1185.36", BuiltinHandlerName.Chrome74 },
        { 97, Windows + "Chrome/104.0.0.0 Safari/537.36 Edg/104.0.1293.47", BuiltinHandlerName.Chrome74 },
        { 98, Android + "Version/4.0 Chrome/94.0.4606.85 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/340.0.0.27.113;]", BuiltinHandlerName.Chrome74 },
        { 99, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0", BuiltinHandlerName.Firefox120 },
        { 100, Mac + "605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", BuiltinHandlerName.Safari12 },
        { 101, Phone + "Version/16.5 Mobile/15E148 Safari/604.1", BuiltinHandlerName.Safari12 },
        { 102, Phone + "FxiOS/114.0 Mobile/15E148 Safari/605.1.15", BuiltinHandlerName.Safari12 },
        { 103, Phone + "Mobile/15E148 musical_ly_31.5.0 BytedanceWebview/d8a21c6", BuiltinHandlerName.Safari12 },
        { 104, Phone + "Mobile/15E148 MicroMessenger/8.0.37(0x1800252f) NetType/WIFI Language/en", BuiltinHandlerName.Safari12 },
        { 105, Tablet + "Mobile/15E148", BuiltinHandlerName.Safari12 },
        { 106, Phone + "CriOS/114.0.5735.99 Mobile/15E148 Safari/604.1", BuiltinHandlerName.Safari12 },
        { 107, "Mozilla/5.0 (Nothing; at all) Gecko/20100101 FakeBrowser/9.9", null },
        { 108, "Mozilla/5.0 ZoomWebKit/537.36 (KHTML, like Gecko) ZoomApps/1.0", null },
    };

    [Theory]
    [MemberData(nameof(Agents))]
    public void A_user_agent_gets_its_handler(int number, string userAgent, BuiltinHandlerName? expected)
    {
        Assert.InRange(number, 86, 108);
        Assert.Equal(expected, DeviceDetection.Detect(new BrowserIdentity { UserAgent = userAgent }));
    }

    /// <summary>Brave's user agent is that of Chrome, word for word; its brands distinguish them.</summary>
    [Theory]
    [InlineData("140", "Chrome/140.0.0.0", BuiltinHandlerName.Chrome111)]
    [InlineData("140", "Chrome/80.0.0.0", BuiltinHandlerName.Chrome111)]
    [InlineData("80", "Chrome/140.0.0.0", BuiltinHandlerName.Chrome74)]
    public void R093_Brave_counts_by_the_Chromium_among_its_brands(string chromium, string chrome, BuiltinHandlerName expected)
    {
        var identity = new BrowserIdentity
        {
            UserAgent = Linux + chrome + " Safari/537.36",
            Brands = [new("Brave", "9"), new("Not=A?Brand", "24"), new("Chromium", chromium)],
        };

        Assert.Equal(expected, DeviceDetection.Detect(identity));
    }

    [Fact]
    public void The_brands_of_a_browser_count_more_than_its_user_agent()
    {
        var identity = new BrowserIdentity { UserAgent = Windows + "Chrome/74.0.0.0", Brands = [new("Not a Brand", "x"), new("Chromium", "140")] };

        Assert.Equal(BuiltinHandlerName.Chrome111, DeviceDetection.Detect(identity));
    }

    [Fact]
    public void Malformed_brands_are_ignored()
    {
        var identity = new BrowserIdentity { UserAgent = Windows + "Chrome/74.0.0.0", Brands = [new("Chromium", "latest"), new("", "")] };

        Assert.Equal(BuiltinHandlerName.Chrome74, DeviceDetection.Detect(identity));
    }

    [Fact]
    public void An_iPad_that_asks_for_desktop_pages_is_found_by_its_screen()
    {
        var identity = new BrowserIdentity
        {
            UserAgent = Mac + "605.1.15 (KHTML, like Gecko) CriOS/114 Safari/605.1.15",
            Platform = "MacIntel",
            MaxTouchPoints = 5,
        };

        Assert.Equal(BuiltinHandlerName.Safari12, DeviceDetection.Detect(identity));
    }
}
