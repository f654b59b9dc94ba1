namespace Tureen.Tests.Api.Transports;

public sealed class SctpStreamIdsTests
{
    [Fact]
    public void Ids_go_on_from_the_last_one_and_come_back_when_free()
    {
        var ids = new SctpStreamIds();
        Assert.Equal([0, 1, 2], [ids.Take(), ids.Take(), ids.Take()]);
        ids.Free(1);
        Assert.Equal(3, ids.Take());
        ids.NegotiatedCount = 4;
        Assert.Equal(1, ids.Take());
        Assert.Throws<MediasoupException>(() => ids.Take());
        ids.Free(null);
        ids.Free(2);
        Assert.Equal(2, ids.Take());
    }

    [Fact]
    public void A_reserved_id_is_never_given_out()
    {
        var ids = new SctpStreamIds { NegotiatedCount = 3 };
        ids.Reserve(0);
        Assert.Equal([1, 2], [ids.Take(), ids.Take()]);
        Assert.Throws<MediasoupException>(() => ids.Take());
    }

    [Fact]
    public void There_are_65535_of_them()
    {
        var ids = new SctpStreamIds();
        for (int i = 0; i < 65535; i++)
        {
            Assert.Equal(i, ids.Take());
        }

        Assert.Throws<MediasoupException>(() => ids.Take());
        ids.Free(40000);
        Assert.Equal(40000, ids.Take());
    }
}
