"""The answer sheet: what one person of the customer is asked, as one file that works without network and account.

Uses `audit`, `document_frame`, `status`, `registers`, `render` and `elements`.
"""
