using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class SentFormsTests
{
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(5);

    [Fact]
    public void Packets_changed_alike_have_one_form()
    {
        var forms = new SentForms();
        int first = forms.Take(7, new PayloadRewrite(1, 2));
        Assert.Equal(first, forms.Take(7, new PayloadRewrite(1, 2)));
        int other = forms.Take(8, new PayloadRewrite(1, 2));
        Assert.NotEqual(first, other);
        Assert.NotEqual(other, forms.Take(8, new PayloadRewrite(1, 3)));
        Assert.Equal((2, 1), (forms[first].Packets, forms[other].Packets));
    }

    [Fact]
    public void A_packet_that_is_sent_again_gets_a_form_of_its_own()
    {
        var forms = new SentForms();
        int common = forms.Take(7, default);
        forms.Take(7, default);
        int own = forms.CountResent(common, Now);
        Assert.NotEqual(common, own);
        Assert.Equal((1, 0), (forms[common].Packets, forms[common].ResentTimes));
        Assert.Equal((1, 1, 7u, Now), (forms[own].Packets, forms[own].ResentTimes, forms[own].TimestampOffset, forms[own].ResentAt));
        Assert.Equal(own, forms.CountResent(own, Now));
        Assert.Equal(2, forms[own].ResentTimes);
    }

    [Fact]
    public void The_form_of_a_packet_that_was_sent_again_is_not_given_to_others()
    {
        var forms = new SentForms();
        int own = forms.CountResent(forms.Take(7, default), Now);
        Assert.NotEqual(own, forms.Take(7, default));
    }

    [Fact]
    public void Resends_are_counted_up_to_255()
    {
        var forms = new SentForms();
        int own = forms.Take(7, default);
        for (int i = 0; i < 300; i++)
        {
            own = forms.CountResent(own, Now);
        }

        Assert.Equal(255, forms[own].ResentTimes);
    }

    [Fact]
    public void A_form_that_nobody_has_is_used_again()
    {
        var forms = new SentForms();
        int first = forms.Take(1, default);
        int second = forms.Take(2, default);
        forms.Release(second);
        forms.Release(first);
        Assert.Equal([first, second], [forms.Take(3, default), forms.Take(4, default)]);
        for (uint i = 0; i < 10_000; i++)
        {
            int form = forms.Take(i + 5, default);
            Assert.Equal(2, form);
            forms.Release(form);
        }
    }
}
